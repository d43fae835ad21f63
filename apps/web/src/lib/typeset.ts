/** Sets TeX into an element with KaTeX, which arrives with its styles when the first formula is shown. */
export async function typeset(tex: string, element: HTMLElement): Promise<void> {
  const [{ default: katex }] = await Promise.all([import('katex'), import('katex/dist/katex.min.css')])
  katex.render(tex, element, { displayMode: true, throwOnError: false, strict: false })
}
