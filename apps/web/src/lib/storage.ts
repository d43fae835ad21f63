/** The browser's storage, which may be refused or full: then nothing is remembered, and nothing breaks. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(`mixtura.${key}`)
  } catch {
    return null
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`mixtura.${key}`, value)
  } catch {
    // Refused: the choice lasts as long as the page.
  }
}
