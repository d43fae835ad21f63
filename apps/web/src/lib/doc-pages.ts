/** Where the docs speak of what this page shows. Their tests hold every address to a page and a heading there. */
export const docPages = {
  theory: 'notebook.html',
  model: 'notebook.html#the-model',
  eStep: 'notebook.html#e-step-what-a-stone-says-of-its-thrower',
  mStep: 'notebook.html#m-step-the-three-updates',
  climb: 'notebook.html#why-lml-rises',
  truth: 'notebook.html#bayes-decides',
  fails: 'notebook.html#when-it-does-not-help',
  q: 'notebook.html#the-q-function',
  derivatives: 'notebook.html#appendix-the-matrix-derivatives',
  start: 'start.html',
  data: 'guides/data.html',
  choosing: 'guides/choosing.html',
  structures: 'guides/choosing.html#the-structures',
  starts: 'guides/starts.html',
  collapse: 'guides/collapse.html',
  command: 'command.html',
  api: 'api/index.html',
} as const

export type DocPage = keyof typeof docPages
