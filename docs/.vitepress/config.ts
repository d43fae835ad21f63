import { defineConfig, type DefaultTheme } from 'vitepress'
import llmstxt from 'vitepress-plugin-llms'
import api from '../api/typedoc-sidebar.json' with { type: 'json' }

const guides = [
  { text: 'Data of your own', link: '/guides/data' },
  { text: 'Choosing K and the covariance', link: '/guides/choosing' },
  { text: 'Starts and local optima', link: '/guides/starts' },
  { text: 'Collapse', link: '/guides/collapse' },
  { text: 'Marginals, conditionals, regression', link: '/guides/regression' },
  { text: 'Large data and streams', link: '/guides/large' },
  { text: 'Coming from elsewhere', link: '/coming-from' },
]
const packages = [
  ...['core', 'engines', 'datagen', 'viz', 'session', 'io'].map((name) => ({
    text: `@mixtura/${name}`,
    link: `/packages/${name}`,
  })),
  { text: 'mixtura', link: '/packages/mixtura' },
]

const base = process.env.DOCS_BASE ?? '/'

export default defineConfig({
  title: 'Mixtura',
  base,
  description: 'Gaussian mixtures by expectation–maximisation, explained and computed',
  cleanUrls: false,
  lastUpdated: false,
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}figures/mark.svg` }]],
  markdown: { math: true },
  // The search index and the theme come in one piece each; nothing here is worth splitting further.
  vite: { build: { chunkSizeWarningLimit: 1500 }, plugins: [llmstxt()] },
  themeConfig: {
    logo: '/figures/mark.svg',
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Start', link: '/start' },
      { text: 'Theory', link: '/notebook' },
      { text: 'Guides', items: guides },
      { text: 'API', link: '/api/' },
    ],
    sidebar: [
      {
        text: 'Understand',
        items: [
          { text: 'Start here', link: '/start' },
          { text: 'The notebook', link: '/notebook' },
          { text: 'Glossary', link: '/glossary' },
        ],
      },
      { text: 'Guides', items: guides },
      {
        text: 'Look up',
        items: [
          { text: 'The command', link: '/command' },
          { text: 'Performance', link: '/performance' },
          { text: 'Packages', collapsed: true, items: packages },
          { text: 'API', link: '/api/', collapsed: true, items: api as DefaultTheme.SidebarItem[] },
        ],
      },
      {
        text: 'Work on it',
        items: [
          { text: 'Architecture', link: '/architecture' },
          {
            text: 'Decisions',
            link: '/decisions/',
            items: [{ text: 'What core weighs', link: '/decisions/1-core-size' }],
          },
        ],
      },
    ],
  },
})
