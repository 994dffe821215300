// The piece of the page around a value, drawn beside its input so that the eye does not travel.
const ROOM = 0.55;  // how much of the page around the value is shown, in heights of the value
const TALLEST = 104;  // pixels

const pictures = new Map();

function picture(url) {
  if (!pictures.has(url)) {
    const image = new Image();
    image.decoding = "async";
    image.src = url;
    pictures.set(url, image.decode().then(() => image, () => null));
    if (pictures.size > 12) pictures.delete(pictures.keys().next().value);
  }
  return pictures.get(url);
}

export const warm = (url) => { picture(url); };

// The box with room around it, in pixels of the picture, at least as wide in shape as the canvas will be.
function cut([x0, y0, x1, y1], image, sideways) {
  const [w, h] = [image.naturalWidth, image.naturalHeight];
  const line = (sideways ? (x1 - x0) * w : (y1 - y0) * h) * ROOM;
  const grow = Math.max(line, 12);
  const left = Math.max(0, x0 * w - grow * (sideways ? 1 : 3)), top = Math.max(0, y0 * h - grow * (sideways ? 3 : 1));
  const right = Math.min(w, x1 * w + grow * (sideways ? 1 : 3)), bottom = Math.min(h, y1 * h + grow * (sideways ? 3 : 1));
  return { left, top, width: right - left, height: bottom - top };
}

// Draws nothing and hides the canvas where there is no place on a page.
export async function drawCrop(canvas, page, box) {
  const image = page && box ? await picture(page.url) : null;
  canvas.hidden = !image;
  if (!image) return;
  const turn = page.rotation ?? 0;
  const sideways = turn % 180 !== 0;
  const part = cut(box, image, sideways);
  const [partWidth, partHeight] = sideways ? [part.height, part.width] : [part.width, part.height];
  const room = canvas.parentElement.clientWidth - 24;
  const scale = Math.min(room / partWidth, TALLEST / partHeight, 3);
  const dots = window.devicePixelRatio || 1;
  const [width, height] = [Math.round(partWidth * scale), Math.round(partHeight * scale)];
  Object.assign(canvas, { width: width * dots, height: height * dots });
  Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
  const pen = canvas.getContext("2d");
  pen.imageSmoothingQuality = "high";
  pen.scale(dots, dots);
  pen.translate(width / 2, height / 2);
  pen.rotate((turn * Math.PI) / 180);
  const [w, h] = [part.width * scale, part.height * scale];
  pen.drawImage(image, part.left, part.top, part.width, part.height, -w / 2, -h / 2, w, h);
  const x = (box[0] * image.naturalWidth - part.left) * scale - w / 2, y = (box[1] * image.naturalHeight - part.top) * scale - h / 2;
  pen.strokeStyle = "rgb(47 85 212 / 85%)";
  pen.lineWidth = 1.5;
  pen.strokeRect(x - 2, y - 2, (box[2] - box[0]) * image.naturalWidth * scale + 4, (box[3] - box[1]) * image.naturalHeight * scale + 4);
}
