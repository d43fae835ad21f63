/** Asked for at once, waited for by nothing that belongs to the first paint. */
export const later = import('../components/later.ts')
