// Made from sdk/package.json by `npm run sdk`.
export const version = '0.1.0'
