import { Text } from 'ink'

/** One row of the screen, cut where the window ends. */
export function Line({ text }: { readonly text: string }) {
  return <Text wrap="truncate-end">{text || ' '}</Text>
}
