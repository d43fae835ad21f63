/** Everything the page says. `fr.ts` says the same; its type is this object's. */
export const en = {
  locale: 'en',
  /** A number in plain characters, as print writes it. */
  number: (text: string): string => text.replaceAll('-', '−'),
  otherLanguage: { locale: 'fr', name: 'Français' },
  pageTitle: 'Mixtura · who threw which stone?',
  name: 'Mixtura',
  question: 'Who threw which stone?',
  lead: (stones: number) =>
    `Three students on a roof threw ${stones} stones at Mr Bayes. He sees where every stone landed, but not who threw it.`,
  leadElsewhere: (stones: number) => `${stones} stones, and nobody wrote down who threw them.`,

  caption: {
    start: 'The start: first guesses, drawn dotted. No stone belongs to anyone yet.',
    E: 'E-step: every stone takes the colour of whoever probably threw it. Mixed colours are doubts.',
    M: 'M-step: every ellipse moves to fit the stones it was given, each by its share.',
  },
  stopped: {
    tolerance: (iterations: number, tolerance: string) =>
      `Converged after ${iterations} iterations: the last one gained less than ${tolerance} per stone.`,
    'max-iterations': (iterations: number) => `Stopped after ${iterations} iterations, as many as were allowed.`,
    aborted: (iterations: number) => `Stopped after ${iterations} iterations.`,
    collapsed: (iterations: number) =>
      `Stopped after ${iterations} iterations: every component stands by its ridge alone. Fewer of them or a simpler covariance may help.`,
    fell: (iterations: number) =>
      `Stopped after ${iterations} iterations: the likelihood fell, which EM never does. Please report this.`,
  },
  next: {
    truth: 'Compare with the truth',
    random: 'Try a random start',
    two: 'What if there were two?',
    hills: 'Are there other hills?',
    drag: 'Drag a mean, and run again from there.',
  },

  time: {
    title: 'Time',
    play: 'Play',
    pause: 'Pause',
    again: 'Play again',
    step: 'One iteration forward',
    back: 'One iteration back',
    halfStep: 'Half a step forward',
    halfBack: 'Half a step back',
    restart: 'Back to the start',
    end: 'To the last frame',
    speed: 'Speed',
    speeds: { auto: 'auto', perSecond: (speed: number) => `${speed === 0.5 ? '½' : speed} / s`, max: 'max' },
    iteration: 'Iteration',
    eStep: 'E-step',
    mStep: 'M-step',
    start: 'start',
  },

  lml: {
    title: 'Log-likelihood per stone',
    short: 'LML',
    unit: 'nats',
    gain: 'Δ',
    slider: 'Time: iteration along the likelihood curve',
    at: (iteration: number, lml: string, gain: string | undefined) =>
      `Iteration ${iteration}, LML ${lml}${gain === undefined ? '' : `, Δ ${gain}`}`,
    rose: (rose: number, of: number) => `LML rose ${rose} of ${of} times`,
    level: (times: number) => `level to rounding ${times === 1 ? 'once' : `${times} times`}`,
    lowered: (iterations: string) => `lowered by a ridge or a repair at iteration ${iterations}`,
    fell: (iterations: string) => `LML fell at iteration ${iterations}`,
    tolerance:
      'Rises and falls count when they are larger than 1e-12 · max(1, |LML|), the rounding of the sum (more where columns are nearly collinear).',
    ghost: 'earlier runs',
  },

  parameters: {
    title: 'Parameters',
    component: 'Component',
    weight: 'Share of all stones',
    mean: 'Mean',
    major: 'Longer standard deviation',
    minor: 'Shorter standard deviation',
    angle: 'Direction of the longer axis',
    count: 'Stones it was given, in sum',
    estimate: 'estimate',
    truth: 'truth',
    matched: (share: string) => `${share} of the stones named right, after matching labels`,
  },

  start: {
    title: 'Start',
    init: 'Where EM begins',
    kmeans: 'K-means',
    random: 'Random',
    'k-means++': 'k-means++',
    'random-responsibilities': 'Shares',
    seed: 'Seed',
    again: 'New start',
    hint: {
      kmeans: 'Cluster the stones first, then begin from the clusters.',
      random: 'Stones drawn at random are the means; all share the whole data’s covariance.',
      'k-means++': 'Stones drawn far apart gather the nearest ones: begin from these clusters as they are.',
      'random-responsibilities': 'Every stone is shared out at random. All begin in the middle.',
    },
  },

  view: {
    title: 'Show',
    truth: 'The truth',
    truthHint: 'What really threw the stones: dashed outlines.',
    across: 'Across',
    up: 'Up',
    level: 'Ellipses at',
    levels: {
      notebook: '√2σ · 63 % (notebook)',
      'one-sigma': '1σ · 39 %',
      'two-sigma': '2σ · 86 %',
      'ninety-five': '95 %',
    },
    background: 'Behind the stones',
    backgrounds: { none: 'Nothing', contours: 'Density contours', density: 'Density', doubt: 'Doubt' },
    backgroundHints: {
      contours: 'Inside the lines lie 25, 50, 75 and 95 % of the mixture.',
      density: 'Shaded where the mixture puts more stones. Inside the lines lie 25, 50, 75 and 95 %.',
      doubt: 'Shaded where a stone could be anyone’s: the entropy of the responsibilities.',
    },
  },

  commands: {
    'play-pause': 'Play or pause',
    step: 'Next iteration',
    back: 'Previous iteration',
    'half-step': 'Next half-step',
    'half-back': 'Previous half-step',
    first: 'To the start',
    last: 'To the last frame',
    slower: 'Slower',
    faster: 'Faster',
    restart: 'Restart the run',
    'new-start': 'New start',
    undo: 'Undo',
    redo: 'Redo',
    component: 'Select a component',
    tools: 'Tools for stones',
    truth: 'Show the truth',
    density: 'Show the density',
    doubt: 'Show the doubt',
    share: 'Copy a link',
    export: 'To the files to take along',
    help: 'This list',
  },

  help: {
    title: 'Keys',
    close: 'Close',
    names: { ArrowLeft: '←', ArrowRight: '→' } as Record<string, string>,
    groups: { time: 'Time', start: 'Starts', edit: 'Edit', view: 'View' },
    component: {
      title: 'With a component selected',
      keys: [
        ['← ↑ → ↓', 'Move by 1 % (with Alt by 0.1 %)'],
        ['Shift + arrows', 'Stretch'],
        ['[ ]', 'Turn by 5°'],
        ['Enter', 'Run from here'],
        ['Esc', 'Leave it as it was'],
      ] as [string, string][],
    },
  },

  touch: {
    hint: 'Drag the centre to move it, an axis end to stretch it, the knob to turn it. Then play from there.',
    component: (name: string, mean: string) => `Component ${name}, mean ${mean}`,
    handles: { center: 'Move', major: 'Stretch', minor: 'Stretch', rotation: 'Turn' },
  },

  brush: {
    title: 'Change the stones',
    close: 'Put the tools away',
    tools: { look: 'Select', add: 'Add stones', spray: 'Spray stones', erase: 'Erase stones', lasso: 'Lasso stones' },
    caught: (count: number) => `${count} stones caught`,
    remove: 'Remove them',
    keep: 'Keep only them',
    cancel: 'Let go',
  },

  stone: {
    name: (number: number) => `Stone ${number}`,
    nobody: 'Nobody’s yet.',
  },

  plot: {
    label: (stones: number, components: number) => `Scatter plot of ${stones} stones with ${components} ellipses`,
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    showAll: 'Show everything',
  },

  broken: {
    title: 'Something broke',
    what: 'This is a fault of the page, not of your stones. They are all kept.',
    goOn: 'Go on with these stones',
    reload: 'Load the page anew',
  },

  docs: 'Theory and guides',
  theme: { toDark: 'Dark colours', toLight: 'Light colours' },
}

export type Strings = typeof en
