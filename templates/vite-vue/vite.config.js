import vue from '@vitejs/plugin-vue';

// The packages are read-only, so what Vite makes of them goes elsewhere.
export default { plugins: [vue()], cacheDir: '/tmp/vite' };
