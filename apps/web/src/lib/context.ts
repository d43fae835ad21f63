import { createContext } from 'svelte'
import type { App } from './app.svelte.ts'

/** What every component may ask for: the app's state, handed down once by `App.svelte`. */
export const [getApp, setApp] = createContext<App>()
