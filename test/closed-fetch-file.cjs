/** In the place of Citation.js's fetching, which Jest cannot load (node-fetch 3 is ESM, and its CommonJS asks for it): no test may fetch anyway. */
const refuse = () => {
  throw new Error('the network is closed in tests: Citation.js wants to fetch');
};
module.exports = { default: refuse, fetchFile: refuse, fetchFileAsync: refuse, setUserAgent: refuse };
