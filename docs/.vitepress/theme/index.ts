import DefaultTheme from 'vitepress/theme'
import type { Theme } from 'vitepress'
import { h } from 'vue'
import Demo from './Demo.vue'
import DemoLink from './DemoLink.vue'
import Figure from './Figure.vue'
import LatentVariableModel from './LatentVariableModel.vue'
import './style.css'

export default {
  extends: DefaultTheme,
  Layout: () =>
    h(DefaultTheme.Layout, null, {
      'nav-bar-content-after': () => h(DemoLink),
      'nav-screen-content-after': () => h(DemoLink),
    }),
  enhanceApp({ app }) {
    app.component('Demo', Demo)
    app.component('Figure', Figure)
    app.component('LatentVariableModel', LatentVariableModel)
  },
} satisfies Theme
