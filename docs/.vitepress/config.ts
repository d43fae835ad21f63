import { defineConfig } from 'vitepress'

export default defineConfig({
  title: 'Mixtura',
  description: 'Gaussian mixtures by expectation–maximisation, explained and computed',
  cleanUrls: false,
  lastUpdated: false,
  markdown: { math: true },
  // The search index and the theme come in one piece each; nothing here is worth splitting further.
  vite: { build: { chunkSizeWarningLimit: 1500 } },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    sidebar: [
      {
        text: 'Understand',
        items: [{ text: 'The notebook', link: '/notebook' }],
      },
      {
        text: 'Work on it',
        items: [
          { text: 'Architecture', link: '/architecture' },
          { text: 'Decisions', link: '/decisions/' },
        ],
      },
    ],
  },
})
