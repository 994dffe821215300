// What can be told before a byte is sent. The server looks at the content again and has the last word.
export function refusal(file, { endings, maxBytes, words }) {
  const ending = file.name.includes(".") ? file.name.split(".").pop().toLowerCase() : "";
  if (file.size === 0) return words.empty;
  if (!endings.includes(ending) && !(ending === "" && file.type.startsWith("image/"))) return words.wrongType;
  if (file.size > maxBytes) return words.tooLarge.replace("{size}", Math.ceil(file.size / 1048576));
  return null;
}
