import { z } from 'zod'

// zod otherwise compiles validators with `new Function`, which the page's Content-Security-Policy forbids. It has to be told
// before the first schema is made, and so everyone imports it from here.
z.config({ jitless: true })

export { z }
