import { mount } from 'svelte'
import App from './App.svelte'
import { Language } from './lib/language.svelte.ts'

const language = new Language()
await language.begin()
// Where there are no service workers, the page needs the network; nothing else changes.
if (import.meta.env.PROD) void navigator.serviceWorker?.register('./sw.js').catch(() => {})
mount(App, { target: document.querySelector('#app')!, props: { language } })
