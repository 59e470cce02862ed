import http from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchChromium, openWindow } from './chromium.js';
import { openHouse, PASSWORD, type House } from './house.js';
import { startSlowLibrary, type SlowLibrary } from './slow-library.js';

/** A proxy that gives the service a part of its host only. */
const startProxy = async () => {
  const house: { port: number } = { port: 0 };
  const server = http.createServer((request, response) => {
    const { method, url = '', headers } = request;
    if (!url.startsWith('/silta/')) return void response.writeHead(404).end();
    const onward = http.request({ host: '127.0.0.1', port: house.port, path: url.slice('/silta'.length), method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return { publicUrl: `http://127.0.0.1:${port}/silta`, house, close };
};

let proxy: Awaited<ReturnType<typeof startProxy>>;
let library: SlowLibrary;
let house: House;
let browser: Browser;
beforeAll(async () => {
  [proxy, library, browser] = await Promise.all([startProxy(), startSlowLibrary(), launchChromium()]);
  house = await openHouse({ publicUrl: proxy.publicUrl, sources: [library.source], filled: true });
  proxy.house.port = house.port;
}, 60_000);
afterAll(async () => {
  await browser.close();
  await house.stop();
  await proxy.close();
  await library.close();
});

describe('a service below a path of a host', () => {
  it('tells a browser how a run goes while it goes', async () => {
    library.hold(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12']);
    const gate = library.holdUpAfter(1);
    await house.services.accounts.addAccount({ name: 'test' }, { name: 'Aino', password: PASSWORD, role: 'administrator' });
    const { page, context, complaints } = await openWindow(browser, proxy.publicUrl);
    await page.goto(`${proxy.publicUrl}/admin/login`);
    await page.fill('#name', 'Aino');
    await page.fill('#password', PASSWORD);
    await page.click('main button');
    await page.waitForURL(`${proxy.publicUrl}/admin`);
    await page.goto(`${proxy.publicUrl}/admin/sources/library`);
    await page.getByRole('button', { name: /^Start/ }).click();
    await gate.reached;
    await page.getByText('Records are being fetched').first().waitFor();
    gate.release();
    await page.getByText('The dry run is ready').first().waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  }, 60_000);

  it('names the next page of a list below that path', async () => {
    await house.services.publications.save(
      { name: 'test' },
      { value: { title: 'Toinen', year: 2020, manifestations: [] }, sawRevision: 0 },
    );
    const ask = await house.program('reader', ['read']);
    const { headers } = await ask('GET', '/admin/api/publications?limit=1');
    expect(headers['link']).toMatch(/^<\/silta\/admin\/api\/publications\?limit=1&after=/);
  });
});
