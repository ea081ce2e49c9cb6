// The kits of many posts: asked for a few at a time, put together into one .zip here, so that no time limit cuts the folder short.
// window.rubricKits(options) returns a job: job.run(signal) goes on where it stopped, job.blob() is the .zip of what is there.
(() => {
  const MOST = 25; // kits in one request
  const WANTED = 8000; // milliseconds one request should take: far below what proxies allow

  window.rubricKits = ({ url, token, items, numbers, tell }) => {
    const bodies = [];
    const entries = [];
    let at = 0;
    let size = 0;
    let made = 0;
    let portionSize = 3; // a guess, until the server's speed is known

    // Take over one .zip: its files as they are, its directory with the places moved.
    function take(buffer) {
      const bytes = new Uint8Array(buffer);
      const view = new DataView(buffer);
      const end = buffer.byteLength - 22;
      if (end < 0 || view.getUint32(end, true) !== 0x06054b50) throw new Error("not a whole .zip");
      const start = view.getUint32(end + 16, true);
      for (let p = start; p < end;) {
        const length = 46 + view.getUint16(p + 28, true) + view.getUint16(p + 30, true) + view.getUint16(p + 32, true);
        view.setUint32(p + 42, view.getUint32(p + 42, true) + size, true);
        const entry = bytes.slice(p, p + length);
        if (new TextDecoder().decode(entry.subarray(46)).includes(".pdf")) made += 1;
        entries.push(entry);
        p += length;
      }
      bodies.push(new Blob([bytes.subarray(0, start)]));
      size += start;
    }

    async function portion(signal) {
      const next = Math.min(items.length, at + portionSize);
      const began = Date.now();
      const data = new FormData();
      data.set("csrf_token", token);
      data.set("format", "kits");
      data.set("bundle", JSON.stringify(items.slice(at, next)));
      data.set("numbers", numbers.slice(at, next).join(","));
      const response = await fetch(url, { method: "POST", body: data, headers: { Accept: "application/json" }, signal });
      if (response.status === 429) {
        const wait = Math.min(120, Number(response.headers.get("Retry-After")) || 10);
        await new Promise((done, stop) => { setTimeout(done, wait * 1000); signal.addEventListener("abort", () => stop(signal.reason), { once: true }); });
        return;
      }
      if (!response.ok) {
        const e = await response.json().catch(() => null);
        throw Object.assign(new Error(e ? `${e.message} ${e.remedy}` : "The server could not make these kits."), { told: true });
      }
      take(await response.arrayBuffer());
      const each = Math.max(1, Date.now() - began) / (next - at);
      portionSize = Math.max(1, Math.min(MOST, Math.round(WANTED / each)));
      at = next;
    }

    return {
      get made() { return made; },
      get left() { return items.length - at; },
      get of() { return items.length; },
      async run(signal) {
        const began = Date.now();
        const from = at;
        tell(at, items.length, null);
        while (at < items.length) {
          await portion(signal);
          tell(at, items.length, at > from ? (Date.now() - began) / (at - from) * (items.length - at) : null);
        }
      },
      blob() {
        const directory = entries.reduce((n, e) => n + e.length, 0);
        const end = new DataView(new ArrayBuffer(22));
        end.setUint32(0, 0x06054b50, true);
        end.setUint16(8, entries.length, true);
        end.setUint16(10, entries.length, true);
        end.setUint32(12, directory, true);
        end.setUint32(16, size, true);
        return new Blob([...bodies, ...entries, end.buffer], { type: "application/zip" });
      },
    };
  };
})();
