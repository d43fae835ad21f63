// oxlint-disable-next-line typescript/triple-slash-reference -- whoever compiles these sources needs the declarations, too
/// <reference path="./papaparse.d.ts" />
export { default as Papa, type QuoteError } from 'papaparse'
