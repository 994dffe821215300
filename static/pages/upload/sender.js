// Sends files one request each, a few at a time, and tells the line how far it is.
import { csrfToken } from "../../js/app.js";

const AT_ONCE = 3;

export class Sender {
  constructor({ url, words }) {
    Object.assign(this, { url, words, waiting: [], running: 0 });
  }

  get busy() { return this.running > 0 || this.waiting.length > 0; }

  // Resolves when the server answered, whatever it said.
  send(line) {
    return new Promise((resolve) => { this.waiting.push({ line, resolve }); this.next(); });
  }

  next() {
    while (this.running < AT_ONCE && this.waiting.length) {
      const job = this.waiting.shift();
      this.running += 1;
      this.transfer(job.line, () => { this.running -= 1; job.resolve(); this.next(); });
    }
  }

  transfer(line, finished) {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("doc_type", line.docType);
    body.append("file", line.file, line.file.name);
    request.open("POST", this.url);
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => this.sent(line, event));
    request.addEventListener("load", () => { this.answered(line, request); finished(); });
    request.addEventListener("error", () => { line.show({ state: "refused", text: this.words.network, again: true }); finished(); });
    request.addEventListener("abort", finished);
    this.sent(line, { loaded: 0, total: line.file.size });
    request.send(body);
  }

  sent(line, { loaded, total }) {
    const share = total ? Math.round((100 * loaded) / total) : 0;
    line.show({ state: "sending", share, text: this.words.sending.replace("{share}", share) });
  }

  answered(line, request) {
    const answer = request.response;
    if (request.status === 201 && answer) line.show(answer);
    else if (request.status === 401) line.show({ state: "refused", text: this.words.login, again: true });
    else line.show({
      state: "refused", text: answer?.message ?? this.words.server, again: request.status >= 500 || !answer?.message,
    });
  }
}
