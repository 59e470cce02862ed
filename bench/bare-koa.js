// The yardstick: koa with nothing but ready bodies, one for each page, of the sizes that were asked for.
import Koa from 'koa';

const bodies = new Map();
const bodyOf = (page, bytes) => {
  const key = `${page} ${bytes}`;
  let body = bodies.get(key);
  if (!body) bodies.set(key, (body = Buffer.alloc(Number(bytes), 'x')));
  return body;
};

const app = new Koa();
app.use((context) => {
  context.type = 'text/xml; charset=utf-8';
  context.body = bodyOf(context.query.page ?? 0, context.query.bytes);
});
app.listen(Number(process.argv[2]), '127.0.0.1');
