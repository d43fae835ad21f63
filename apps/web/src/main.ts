import { mount } from 'svelte'
import App from './App.svelte'
import { Language } from './lib/language.svelte.ts'

const language = new Language()
await language.begin()
mount(App, { target: document.querySelector('#app')!, props: { language } })
