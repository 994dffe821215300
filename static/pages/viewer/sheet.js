// One page on the stage: its picture, the boxes over it, its turn and its size.

export class Sheet {
  constructor(page) {
    this.page = page;
    this.turn = page.rotation ?? 0;
    this.element = document.createElement("div");
    this.element.className = "viewer-page";
    this.element.dataset.page = page.number;
    this.plate = document.createElement("div");
    this.plate.className = "viewer-plate";
    this.image = document.createElement("img");
    Object.assign(this.image, { src: page.url, alt: "", loading: "lazy", decoding: "async", draggable: false });
    this.plate.append(this.image);
    this.element.append(this.plate);
  }

  get isSideways() { return this.turn % 180 !== 0; }

  // Width over height as shown.
  get ratio() {
    const ratio = this.page.width / this.page.height;
    return this.isSideways ? 1 / ratio : ratio;
  }

  // Give the page this width on the screen. The plate keeps its own shape and is turned inside the frame.
  fit(width) {
    const height = width / this.ratio;
    const [w, h] = this.isSideways ? [height, width] : [width, height];
    Object.assign(this.element.style, { width: `${width}px`, height: `${height}px` });
    Object.assign(this.plate.style, { width: `${w}px`, height: `${h}px`, transform: `translate(-50%, -50%) rotate(${this.turn}deg)` });
  }

  put(element, [x0, y0, x1, y1], grow = 0) {
    Object.assign(element.style, {
      left: `calc(${x0 * 100}% - ${grow}px)`, top: `calc(${y0 * 100}% - ${grow}px)`,
      width: `calc(${(x1 - x0) * 100}% + ${2 * grow}px)`, height: `calc(${(y1 - y0) * 100}% + ${2 * grow}px)`,
    });
    if (element.parentElement !== this.plate) this.plate.append(element);
  }

  // Where the pointer is on the page as shown, in fractions.
  point({ clientX, clientY }) {
    const frame = this.plate.getBoundingClientRect();
    return [(clientX - frame.left) / frame.width, (clientY - frame.top) / frame.height];
  }
}
