/** What is drawn after the first paint, in one piece. */
export { default as Editing } from './Editing.svelte'
export { default as Handles } from './Handles.svelte'
export { default as Keys } from './Keys.svelte'
export { default as Parameters } from './Parameters.svelte'
export { default as ShowPanel } from './ShowPanel.svelte'
export { default as StartPanel } from './StartPanel.svelte'
export { default as StoneCard } from './StoneCard.svelte'
