// The yardstick: koa with nothing but a ready body of the size that was asked for.
import Koa from 'koa';

const bodies = new Map();
const bodyOf = (bytes) => {
  let body = bodies.get(bytes);
  if (!body) bodies.set(bytes, (body = Buffer.alloc(bytes, 'x')));
  return body;
};

const app = new Koa();
app.use((context) => {
  context.type = 'text/xml; charset=utf-8';
  context.body = bodyOf(Number(context.query.bytes));
});
app.listen(Number(process.argv[2]), '127.0.0.1');
