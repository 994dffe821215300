// A drop may hold folders: their files count too, however deep. The entries must be asked for before the first await.
export async function filesOf(carried) {
  const entries = [...carried.items].filter((item) => item.kind === "file").map((item) => item.webkitGetAsEntry?.());
  if (!entries.some((entry) => entry?.isDirectory)) return [...carried.files];
  const found = await Promise.all(entries.filter(Boolean).map(inside));
  return found.flat();
}

async function inside(entry) {
  if (entry.isFile) return [await new Promise((resolve, reject) => { entry.file(resolve, reject); })];
  const reader = entry.createReader();
  const files = [];
  // A reader hands out at most a hundred entries a time, and none at the end.
  for (;;) {
    const some = await new Promise((resolve, reject) => { reader.readEntries(resolve, reject); });
    if (!some.length) return files;
    for (const inner of some) if (!inner.name.startsWith(".")) files.push(...await inside(inner));
  }
}
