import { serve } from './fits.ts'

serve(self)
