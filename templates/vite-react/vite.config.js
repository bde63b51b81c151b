import react from '@vitejs/plugin-react';

// The packages are read-only, so what Vite makes of them goes elsewhere.
export default { plugins: [react()], cacheDir: '/tmp/vite' };
