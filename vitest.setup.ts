import fc from 'fast-check'

// The same cases on every run: a red build is then about the change at hand. FC_SEED tries others.
fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 19491007) })
