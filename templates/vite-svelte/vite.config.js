import { svelte } from '@sveltejs/vite-plugin-svelte';

// The packages are read-only, so what Vite makes of them goes elsewhere.
export default { plugins: [svelte()], cacheDir: '/tmp/vite' };
