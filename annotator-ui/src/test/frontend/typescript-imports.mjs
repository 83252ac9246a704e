// Lets Node run the frontend's sources as they are: an import of "./answer.js" means answer.ts, as
// the TypeScript compiler and the bundler read it.
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, nextResolve) {
    const ours = specifier.startsWith('.') && context.parentURL?.endsWith('.ts');
    return nextResolve(ours ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});
