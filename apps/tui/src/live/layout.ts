/** What the view needs to be itself. */
export const smallest = { columns: 80, rows: 24 }

/** The sizes of the panels in characters, edges included. */
export interface Layout {
  readonly plot: { readonly width: number; readonly height: number }
  readonly curve: { readonly width: number; readonly height: number }
  readonly log: { readonly width: number; readonly height: number }
  /** Lines of the parameter table, its heading included. */
  readonly tableRows: number
}

/** Lines beside panels and table: title, caption, help. The last row of the terminal stays free, or it would scroll. */
const OTHER_ROWS = 3 + 1

/** Components beyond this many share the table's last line until the window grows. */
const LEAST_PLOT = 12

/** How a window is divided. Its width beyond the smallest goes to the plot first, then to the curve. */
export function layOut(window: { columns: number; rows: number }, componentCount: number): Layout {
  const room = window.rows - OTHER_ROWS
  const tableRows = Math.min(componentCount + 1, room - LEAST_PLOT)
  const height = room - tableRows
  const right = Math.min(Math.max(28, Math.round(window.columns * 0.3)), 44)
  const curveHeight = Math.min(Math.round(height * 0.56), 16)
  return {
    plot: { width: window.columns - right, height },
    curve: { width: right, height: curveHeight },
    log: { width: right, height: height - curveHeight },
    tableRows,
  }
}
