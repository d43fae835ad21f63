interface ImportMetaEnv {
  /** Set by `vite.config.ts`. */
  readonly DOCS_BASE: string
}
