/** What tells the curves of runners apart, since colours mean components. As many as may run. */
export const dashes: readonly string[] = ['none', '7 4', '2 3.5', '11 3 2 3']
