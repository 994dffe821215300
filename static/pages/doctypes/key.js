// The key follows the English name as long as nobody typed another one: "Delivery note no." gives delivery_note_no.
const LONGEST = 60;
const made = new WeakMap();  // key input -> what was made for it last

const keyOf = (name) => name.toLowerCase().replaceAll("ß", "ss").normalize("NFKD").replace(/[^\x20-\x7e]/g, "")
  .replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "").slice(0, LONGEST);

export function followName(name, key) {
  if (key.value && key.value !== made.get(key)) return;
  key.value = keyOf(name.value);
  made.set(key, key.value);
}
