/** The lab's version, written into every file; a test holds it equal to package.json's. */
export const VERSION = '0.1.0'
