/** The address of the docs where they are published with this page, which its build is told; empty where they are not. */
export const docs: string = import.meta.env.DOCS_BASE
