// What the package's own runtime says of the pictures in a file; called by FaceApi.java.
// node reference.cjs PACKAGE NET WEIGHTS SIDE IN OUT: floats, little endian; pictures [n,SIDE,SIDE,3], answers [n,...]
const fs = require('node:fs');
const vm = require('node:vm');

const [home, kind, weights, sideText, from, to] = process.argv.slice(2);
const side = Number(sideText);

// The bundle is made for browsers: it looks for a window before it looks for anything else.
globalThis.window = globalThis;
globalThis.document = { createElement: () => ({}) };
globalThis.location = { href: '' };
vm.runInThisContext(fs.readFileSync(`${home}/dist/face-api.js`, 'utf8'));
const faceapi = globalThis.faceapi;
faceapi.env.setEnv(faceapi.env.createNodejsEnv());

function exact(file) {
  const bytes = fs.readFileSync(file);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
}

async function main() {
  const { tf } = faceapi;
  await tf.setBackend('cpu');
  await tf.ready();
  const net = new faceapi[kind]();
  const manifest = JSON.parse(fs.readFileSync(`${home}/model/${weights}-weights_manifest.json`, 'utf8'));
  net.loadFromWeightMap(tf.io.decodeWeights(exact(`${home}/model/${weights}.bin`), manifest[0].weights));
  const pictures = new Float32Array(exact(from));
  const size = side * side * 3;
  const answers = [];
  for (let at = 0; at < pictures.length; at += size) {
    const picture = tf.tensor4d(pictures.slice(at, at + size), [1, side, side, 3]);
    if (kind === 'TinyFaceDetector') {
      const faces = await net.locateFaces(picture, { inputSize: side, scoreThreshold: 0.001 });
      const rows = faces.map((f) => [f.relativeBox.x, f.relativeBox.y, f.relativeBox.width, f.relativeBox.height, f.score]);
      answers.push(rows.length, ...rows.flat());
    } else {
      answers.push(...(await (await net.forward(picture)).data()));
    }
  }
  fs.writeFileSync(to, Buffer.from(Float32Array.from(answers).buffer));
}

main().catch((e) => {
  console.error(e);
  process.exit(1);
});
