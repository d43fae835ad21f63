import DefaultTheme from 'vitepress/theme'
import type { Theme } from 'vitepress'
import Demo from './Demo.vue'
import Figure from './Figure.vue'
import LatentVariableModel from './LatentVariableModel.vue'
import './style.css'

export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component('Demo', Demo)
    app.component('Figure', Figure)
    app.component('LatentVariableModel', LatentVariableModel)
  },
} satisfies Theme
