import { iris as measuredIris } from '../data/iris.ts'
import { oldFaithful as measuredOldFaithful } from '../data/old-faithful.ts'
import { measuredPreset, type Preset } from './preset.ts'

export const oldFaithful: Preset = measuredPreset(
  {
    id: 'old-faithful',
    title: { en: 'Old Faithful', fr: 'Old Faithful' },
    description: {
      en: 'A geyser’s eruptions and the waits after them: two kinds; if all share one covariance, BIC asks for three.',
      fr: 'Les éruptions d’un geyser et leurs attentes : deux sortes ; à covariance commune, le BIC en demande trois.',
    },
    columns: ['eruptions', 'waiting'],
    componentCount: 2,
    size: 272,
  },
  measuredOldFaithful,
)

export const iris: Preset = measuredPreset(
  {
    id: 'iris',
    title: { en: 'Irises', fr: 'Iris' },
    description: {
      en: 'Three species in four dimensions: one stands apart, two run into each other, and BIC takes them for one.',
      fr: 'Trois espèces en quatre dimensions : une à part, et deux si proches que le BIC les prend pour une seule.',
    },
    columns: ['sepal length', 'sepal width', 'petal length', 'petal width'],
    labelColumn: 'species',
    labelNames: ['setosa', 'versicolor', 'virginica'],
    componentCount: 3,
    size: 150,
  },
  measuredIris,
)
