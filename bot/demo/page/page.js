// The chat page of the demo. It knows only the simulator's control API: it
// replays all events into chats, and then lives on the stream of new ones.
// People's words and the bot's reach the page as text nodes and whitelisted
// elements, never as markup.
"use strict";

const $ = (id) => document.getElementById(id);

// el makes an element; props are properties, or attributes where they hold a dash.
function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.includes("-") || name === "role") node.setAttribute(name, value);
    else node[name] = value;
  }
  node.append(...children.filter((c) => c !== null && c !== undefined && c !== ""));
  return node;
}

const state = {
  bot: { id: 0, name: "" },
  people: new Map(), // id → person
  groups: new Map(), // id → group
  chats: new Map(), // chat id → Map of message id → message
  unread: new Map(), // "person chat" → count
  outgoing: [], // what the bot sent and edited, for the feed
  waiting: new Map(), // query → pressed button
  seq: 0, // of the last event
  live: false, // past the history
  me: 0,
  chat: 0,
  about: null, // what the composer does besides: reply, edit or file
  commands: [],
};

// ---- the server

async function get(path) {
  const answer = await fetch("/control/" + path);
  if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).error || answer.statusText);
  return answer.json();
}

async function post(path, body) {
  const raw = body instanceof Blob;
  const answer = await fetch("/control/" + path, { method: "POST", body: raw ? body : JSON.stringify(body) });
  const value = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(value.error || answer.statusText);
  return value;
}

// attempt does something a person asked for, and says so where it fails.
async function attempt(what, work) {
  try {
    return await work();
  } catch (error) {
    toast(`${what}：${error.message}`, "wrong");
    return null;
  }
}

async function loadDirectory() {
  const [people, groups] = await Promise.all([get("people"), get("groups")]);
  state.people = new Map(people.map((p) => [p.id, p]));
  state.groups = new Map(groups.map((g) => [g.id, g]));
}

async function begin() {
  state.bot = await get("bot");
  document.title = `${state.bot.name} · 演示`;
  await loadDirectory();
  for (const event of await get("events?after=0")) take(event);
  state.live = true;
  await tick();
  readPlace();
  showIntro();
  setInterval(() => document.hidden || tick(), 5000);
  listen();
}

// listen follows the stream. After a break the page starts anew: the server may
// be another one by then.
function listen() {
  const stream = new EventSource(`/control/events?after=${state.seq}`);
  let broken = false;
  stream.onmessage = (message) => take(JSON.parse(message.data));
  stream.onerror = () => {
    if (!broken) toast("和模拟器的连接断了，正在重连", "wrong");
    broken = true;
  };
  stream.onopen = () => broken && location.reload();
}

// ---- events

const refreshDirectory = later(async () => {
  await loadDirectory();
  showPeople();
  showWho();
});

// later joins calls that come close together.
function later(work) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, 60);
  };
}

function take(event) {
  if (event.seq <= state.seq) return;
  state.seq = event.seq;
  if (event.message?.id) keep(event);
  if (event.by_bot && (event.kind === "sent" || event.kind === "edited")) {
    state.outgoing.push(event);
    if (state.outgoing.length > 400) state.outgoing.shift();
  }
  if (!state.live) return;
  showNow(event.at);
  switch (event.kind) {
    case "sent":
    case "said":
      arrived(event);
      break;
    case "edited":
      if (event.by_bot) showFeedItem(event);
      releaseUnder(event.chat, event.message.id);
      break;
    case "answered":
      answered(event);
      break;
    case "joined":
    case "changed":
      refreshDirectory();
      break;
    case "commands":
      loadCommands();
      break;
    case "acting":
      if (event.chat === state.chat) showTyping();
      break;
  }
}

// keep puts a message as it now is into its chat, and on the screen.
function keep({ kind, chat, message }) {
  if (!state.chats.has(chat)) state.chats.set(chat, new Map());
  const messages = state.chats.get(chat);
  const known = messages.has(message.id);
  if (message.deleted) messages.delete(message.id);
  else messages.set(message.id, message);
  if (!state.live || chat !== state.chat) return;
  if (known || message.deleted) redraw(message, kind === "edited" || kind === "revised");
  else append(message);
}

function arrived(event) {
  const members = state.groups.get(event.chat)?.members ?? [event.chat];
  for (const person of members) {
    if (person === event.from) continue;
    if (person === state.me && event.chat === state.chat && !document.hidden) continue;
    const key = `${person} ${event.chat}`;
    state.unread.set(key, (state.unread.get(key) ?? 0) + 1);
  }
  showUnread();
  if (event.by_bot) showFeedItem(event);
}

function answered({ answer, from }) {
  const button = state.waiting.get(answer.query);
  state.waiting.delete(answer.query);
  button?.classList.remove("busy");
  if (from !== state.me || !answer.text) return;
  if (!answer.alert) return toast(answer.text);
  $("alert-text").textContent = answer.text;
  $("alert").showModal();
}

// ---- who and where

const faceHue = (id) => Math.abs((id * 47) % 360);
const fullName = (p) => (p ? (p.last_name ?? "") + p.first_name : "已注销");
const standing = (p) => [p?.unit, p?.role].filter(Boolean).filter((s, i, all) => all.indexOf(s) === i).join(" · ");

function face(id) {
  const robot = id === state.bot.id;
  const name = robot ? state.bot.name : fullName(state.people.get(id));
  const node = el("span", { className: robot ? "face robot" : "face", "aria-hidden": "true" }, robot ? [...name][0] : [...name].slice(-1)[0] ?? "?");
  node.style.setProperty("--hue", faceHue(id));
  return node;
}

function readPlace() {
  const place = new URLSearchParams(location.hash.slice(1));
  const person = Number(place.get("p"));
  const first = [...state.people.values()].find((p) => p.started) ?? [...state.people.values()][0];
  choose(state.people.has(person) ? person : first?.id ?? 0, Number(place.get("c")));
}

// choose sits the visitor in as a person, in one of his chats.
function choose(person, chat = 0, message = 0) {
  if (!person) return;
  state.me = person;
  state.chat = chat === person || state.groups.get(chat)?.members.includes(person) ? chat : person;
  history.replaceState(null, "", `#p=${state.me}&c=${state.chat}`);
  setAbout(null);
  closeDrawers();
  showPeople();
  document.querySelector(".person[aria-current=true]")?.scrollIntoView({ block: "nearest" });
  showChat();
  loadCommands();
  showFeed();
  if (message) find(message);
  if (matchMedia("(hover: hover)").matches) $("text").focus();
}

const unreadOf = (person, chat) => state.unread.get(`${person} ${chat}`) ?? 0;
const chatsOf = (person) => [person, ...[...state.groups.values()].filter((g) => g.members.includes(person) && !g.bot_absent).map((g) => g.id)];
const allUnread = (person) => chatsOf(person).reduce((sum, chat) => sum + unreadOf(person, chat), 0);

function showPeople() {
  const wanted = $("find").value.trim().toLowerCase();
  const sections = new Map();
  for (const p of state.people.values()) {
    const words = [fullName(p), p.username, p.unit, p.role].filter(Boolean).join(" ").toLowerCase();
    if (wanted && !words.includes(wanted)) continue;
    const role = p.role || "其他人";
    if (!sections.has(role)) sections.set(role, []);
    sections.get(role).push(p);
  }
  const list = $("people-list");
  const top = list.scrollTop;
  list.replaceChildren();
  for (const [role, people] of sections) {
    list.append(el("h3", {}, role), ...people.map(personRow));
  }
  if (!sections.size) list.append(el("h3", {}, "没有这个人"));
  list.scrollTop = top;
  showUnread();
}

function personRow(p) {
  const note = p.deleted ? "已注销" : p.blocked ? "已屏蔽机器人" : p.started ? "" : "还没开始";
  const row = el("button", { type: "button", className: "person", "aria-current": String(p.id === state.me) },
    face(p.id),
    el("span", { className: "name" }, fullName(p)),
    p.unit || note ? el("span", { className: "unit" }, [p.unit, note].filter(Boolean).join(" · ")) : null,
    el("b", { className: "badge", hidden: true }));
  row.dataset.person = p.id;
  row.onclick = () => choose(p.id);
  return row;
}

function setBadge(badge, count) {
  badge.hidden = count === 0;
  badge.textContent = count > 99 ? "99+" : count;
}

function showUnread() {
  let total = 0;
  for (const p of state.people.keys()) if (p !== state.me) total += allUnread(p);
  for (const row of document.querySelectorAll(".person")) {
    setBadge(row.querySelector(".badge"), allUnread(Number(row.dataset.person)));
  }
  for (const tab of document.querySelectorAll("#tabs button")) {
    setBadge(tab.querySelector(".badge"), unreadOf(state.me, Number(tab.dataset.chat)));
  }
  setBadge($("total-unread"), total);
}

function showWho() {
  const me = state.people.get(state.me);
  $("who-name").replaceChildren("我是 ", fullName(me), el("small", {}, standing(me)));
  $("tabs").replaceChildren(...chatsOf(state.me).map((chat) => {
    const selected = chat === state.chat;
    const tab = el("button", { type: "button", role: "tab", "aria-selected": String(selected), tabIndex: selected ? 0 : -1 },
      chat === state.me ? state.bot.name : state.groups.get(chat).title, el("b", { className: "badge", hidden: true }));
    tab.dataset.chat = chat;
    tab.onclick = () => choose(state.me, chat);
    return tab;
  }));
  const alone = state.chat === state.me;
  const silent = alone && (!me?.started || me.blocked || me.deleted);
  $("start").hidden = !silent || me?.deleted;
  $("composer").hidden = silent;
  showUnread();
}

// ---- the chat

const messagesOf = (chat) => [...(state.chats.get(chat)?.values() ?? [])];
const pageful = 150; // messages shown at once

function showChat() {
  state.unread.delete(`${state.me} ${state.chat}`);
  showWho();
  showMessages(pageful);
  toEnd();
}

// showMessages shows the newest messages of the chat, and a way to those before.
function showMessages(count) {
  const list = $("messages");
  list.replaceChildren();
  const messages = messagesOf(state.chat);
  if (!messages.length) list.append(el("li", { className: "empty" }, state.chat === state.me ? "这里还没有消息" : "群里还没有消息"));
  for (const message of messages.slice(-count)) place(message);
  if (messages.length <= count) return;
  const more = el("button", { type: "button" }, "更早的消息");
  more.onclick = () => {
    const below = list.scrollHeight - list.scrollTop;
    showMessages(count + pageful);
    list.scrollTop = list.scrollHeight - below;
  };
  list.prepend(el("li", { className: "earlier" }, more));
}

let lastPlaced = null; // the message above the next one

function place(message) {
  const list = $("messages");
  if (!list.querySelector(".message")) {
    list.querySelector(".empty")?.remove();
    lastPlaced = null;
  }
  if (!lastPlaced || day(lastPlaced.at) !== day(message.at)) {
    list.append(el("li", { className: "day" }, dayWords(message.at)));
    lastPlaced = null;
  }
  const node = bubble(message, follows(lastPlaced, message));
  list.append(node);
  lastPlaced = message;
  return node;
}

function follows(before, message) {
  return Boolean(before) && before.from === message.from && Date.parse(message.at) - Date.parse(before.at) < 300000;
}

function append(message) {
  $("typing")?.remove();
  const near = isAtEnd() || message.from === state.me;
  place(message).classList.add("new");
  if (near) toEnd();
}

function redraw(message, flash) {
  const old = document.querySelector(`#messages [data-id="${message.id}"]`);
  if (!old) return;
  if (message.deleted) return old.remove();
  const near = isAtEnd();
  const fresh = bubble(message, old.classList.contains("follows"));
  if (flash) fresh.classList.add("changed");
  old.replaceWith(fresh);
  if (near) toEnd();
}

// sticky is whether the newest message is in sight; then it stays so when
// pictures arrive or the banner goes.
let sticky = true;

const isAtEnd = () => $("messages").scrollHeight - $("messages").scrollTop - $("messages").clientHeight < 80;

function toEnd() {
  sticky = true;
  $("messages").scrollTop = $("messages").scrollHeight;
  $("to-end").hidden = true;
}

function find(id) {
  const shown = () => document.querySelector(`#messages [data-id="${id}"]`);
  if (!shown() && state.chats.get(state.chat)?.has(id)) showMessages(Infinity);
  const node = shown();
  if (!node) return;
  node.scrollIntoView({ block: "center" });
  node.classList.remove("found");
  void node.offsetWidth; // so that the animation runs again
  node.classList.add("found");
}

function bubble(message, following) {
  const mine = message.from === state.me;
  const group = state.chat !== state.me;
  const inside = el("div", { className: "bubble" });
  if (group && !mine && !following) {
    const by = el("div", { className: "by" }, message.from === state.bot.id ? state.bot.name : fullName(state.people.get(message.from)));
    by.style.setProperty("--hue", faceHue(message.from));
    inside.append(by);
  }
  if (message.forwarded) inside.append(el("div", { className: "forwarded" }, `转发自 ${message.forwarded}`));
  if (message.reply_to) inside.append(quote(message.reply_to));
  inside.append(...attachment(message));
  if (message.text) inside.append(words(message));
  inside.append(el("div", { className: "meta" },
    message.pinned ? el("span", { className: "pinned" }, "📌 置顶") : null,
    el("time", { dateTime: message.at }, clockTime(message.at)),
    message.edited ? el("span", {}, clockTime(message.edited) === clockTime(message.at) ? "改过" : `改于 ${shortTime(message.edited)}`) : null));
  const block = el("div", { className: "block" }, inside);
  if (message.reactions?.length) block.append(reactions(message.reactions));
  if (message.buttons) block.append(keyboard(message));
  const node = el("li", { className: "message" + (mine ? " mine" : "") + (following ? " follows" : "") },
    group && !mine ? face(message.from) : null, block, acts(message, mine));
  node.dataset.id = message.id;
  return node;
}

function quote(id) {
  const to = state.chats.get(state.chat)?.get(id);
  const button = el("button", { type: "button", className: "quote" },
    el("b", {}, to ? nameOf(to.from) : ""), to ? firstLine(to) : "消息已删除");
  button.onclick = () => find(id);
  return button;
}

const nameOf = (id) => (id === state.bot.id ? state.bot.name : fullName(state.people.get(id)));
const kindWords = { photo: "图片", document: "文件", sticker: "贴纸", voice: "语音", location: "位置", contact: "名片", poll: "投票" };

function firstLine(message) {
  const line = message.text.split("\n").find((l) => l.trim()) ?? "";
  const kind = kindWords[message.kind];
  return kind ? `[${message.kind === "document" ? message.file.name : kind}] ${line}` : line;
}

function attachment({ kind, file }) {
  if (kind === "text") return [];
  if (!file || kind === "sticker" || kind === "voice") return [el("div", { className: "kind" }, `[${kindWords[kind] ?? kind}]`)];
  const address = `/control/file?id=${encodeURIComponent(file.id)}`;
  if (kind === "photo") {
    const image = el("img", { src: address, alt: "图片", loading: "lazy", width: file.width || 400, height: file.height || 300 });
    const button = el("button", { type: "button", className: "picture", "aria-label": "放大图片" }, image);
    button.onclick = () => {
      $("viewer-image").src = address;
      $("viewer").showModal();
    };
    return [button];
  }
  const ending = file.name.includes(".") ? file.name.split(".").pop().slice(0, 4) : "…";
  return [el("a", { className: "document", href: address, download: file.name },
    el("i", { "aria-hidden": "true" }, ending), el("b", {}, file.name), el("small", {}, sizeWords(file.size)))];
}

const sizeWords = (bytes) => (bytes < 1024 ? `${bytes} 字节` : bytes < 1 << 20 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / (1 << 20)).toFixed(1)} MB`);

function words(message) {
  const node = el("div", { className: "words" });
  if (message.from === state.bot.id) node.append(...rich(message.html));
  else node.append(message.text);
  return node;
}

function reactions(all) {
  const counts = new Map();
  for (const r of all) counts.set(r.emoji, [...(counts.get(r.emoji) ?? []), nameOf(r.from)]);
  return el("div", { className: "reactions" }, ...[...counts].map(([emoji, names]) =>
    el("span", { title: names.join("、") }, names.length > 1 ? `${emoji} ${names.length}` : emoji)));
}

function keyboard(message) {
  return el("div", { className: "buttons" }, ...message.buttons.map((row) =>
    el("div", {}, ...row.map((b) => {
      const mark = b.url ? "↗" : b.copy_text ? "⧉" : "";
      const button = el("button", { type: "button", className: b.style ?? "" }, b.label, mark ? el("small", { "aria-hidden": "true" }, mark) : null);
      button.onclick = () => press(message, b, button);
      return button;
    }))));
}

async function press(message, b, button) {
  if (b.url) return follow(b.url);
  if (b.copy_text) {
    return attempt("没复制上", async () => {
      await navigator.clipboard.writeText(b.copy_text);
      toast("已复制");
    });
  }
  button.classList.add("busy");
  const pressed = await attempt("没按成", () => post("press", { person: state.me, chat: message.chat, message: message.id, data: b.data }));
  if (!pressed) return button.classList.remove("busy");
  state.waiting.set(pressed.query, button);
  setTimeout(() => button.classList.remove("busy"), 8000);
}

function releaseUnder(chat, id) {
  if (chat !== state.chat) return;
  for (const button of document.querySelectorAll(`#messages [data-id="${id}"] .busy`)) button.classList.remove("busy");
}

function acts(message, mine) {
  const act = (label, work) => {
    const button = el("button", { type: "button" }, label);
    button.onclick = work;
    return button;
  };
  const liked = message.reactions?.some((r) => r.from === state.me);
  return el("div", { className: "acts" },
    mine && message.kind === "text" ? act("编辑", () => setAbout({ kind: "edit", message })) : null,
    act("回复", () => setAbout({ kind: "reply", message })),
    mine ? null : act(liked ? "收回" : "👍", () => attempt("没成", () =>
      post("react", { person: state.me, chat: message.chat, message: message.id, emoji: liked ? "" : "👍" }))));
}

let typingTimer = 0;

function showTyping() {
  $("typing")?.remove();
  const near = isAtEnd();
  $("messages").append(el("li", { id: "typing", className: "day" }, `${state.bot.name} 正在输入…`));
  clearTimeout(typingTimer);
  typingTimer = setTimeout(() => $("typing")?.remove(), 4000);
  if (near) toEnd();
}

// ---- Telegram's HTML

const plainTags = { b: "b", strong: "b", i: "i", em: "i", u: "u", ins: "u", s: "s", strike: "s", del: "s", code: "code", pre: "pre" };

// rich builds nodes from the bot's HTML. The parser's document is inert: it runs
// nothing and loads nothing; only what is known here is built anew.
function rich(html) {
  const parsed = new DOMParser().parseFromString(`<!doctype html><body>${html.trim()}`, "text/html");
  return [...parsed.body.childNodes].flatMap(richNode);
}

const isBlock = (node) => node?.localName === "blockquote" || node?.localName === "pre";

function richNode(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    // A block ends its line; the break written after it would be an empty one.
    const text = isBlock(node.previousSibling) ? node.data.replace(/^\n/, "") : node.data;
    return [document.createTextNode(text)];
  }
  if (node.nodeType !== Node.ELEMENT_NODE) return [];
  const children = [...node.childNodes].flatMap(richNode);
  const tag = node.localName;
  if (plainTags[tag]) return [el(plainTags[tag], {}, ...children)];
  switch (tag) {
    case "a":
      return [link(node.getAttribute("href") ?? "", children)];
    case "blockquote":
      return [el("blockquote", {}, ...(node.hasAttribute("expandable") ? [fold(children)] : children))];
    case "tg-time":
      return [el("time", { title: timeAway(Number(node.getAttribute("unix"))) }, ...children)];
    case "span":
    case "tg-spoiler": {
      const hidden = el("span", { className: "spoiler", role: "button", tabIndex: 0, "aria-label": "隐藏的文字" }, ...children);
      hidden.onclick = hidden.onkeydown = () => hidden.classList.add("open");
      return [hidden];
    }
  }
  return children;
}

function link(address, children) {
  const person = /^tg:\/\/user\?id=(\d+)$/.exec(address);
  if (person) {
    const mention = el("button", { type: "button", className: "mention", title: "坐到这个人的位置上" }, ...children);
    mention.onclick = () => choose(Number(person[1]));
    return mention;
  }
  if (!/^https?:\/\//i.test(address)) return el("span", {}, ...children);
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

function follow(address) {
  const person = /^tg:\/\/user\?id=(\d+)$/.exec(address);
  if (person) return choose(Number(person[1]));
  if (/^https?:\/\//i.test(address)) window.open(address, "_blank", "noopener,noreferrer");
  else toast(`这里打不开：${address}`);
}

// fold shows three lines of a long quotation until asked for all.
function fold(children) {
  const inner = el("div", { className: "folded" }, ...children);
  const more = el("button", { type: "button", "aria-expanded": "false" }, "展开");
  const node = el("div", { className: "fold" }, inner, more);
  more.onclick = () => {
    const open = node.classList.toggle("open");
    more.textContent = open ? "收起" : "展开";
    more.setAttribute("aria-expanded", String(open));
  };
  requestAnimationFrame(() => {
    more.hidden = inner.scrollHeight <= inner.clientHeight + 2;
    if (sticky) toEnd();
  });
  return node;
}

// ---- writing

function setAbout(about) {
  const before = state.about;
  state.about = about;
  $("about").hidden = !about;
  if (before?.kind === "edit" && about?.kind !== "edit") $("text").value = "";
  if (!about) return;
  if (about.kind === "reply") $("about-text").textContent = `回复 ${nameOf(about.message.from)}：${firstLine(about.message)}`;
  if (about.kind === "file") $("about-text").textContent = `附上 ${about.file.name}（${sizeWords(about.file.size)}），可以再写一句`;
  if (about.kind === "edit") {
    $("about-text").textContent = "改自己的话";
    $("text").value = about.message.text;
  }
  $("text").focus();
}

async function send() {
  const text = $("text").value;
  const { me: person, chat, about } = state;
  if (!text.trim() && about?.kind !== "file") return;
  const ok = await attempt("没发出去", () => {
    if (about?.kind === "edit") return post("edit", { person, chat, message: about.message.id, text });
    if (about?.kind === "file") return sendFile(about.file, text);
    return post("say", { person, chat, text, reply_to: about?.message.id ?? 0 });
  });
  if (!ok) return;
  $("text").value = "";
  setAbout(null);
  showMenu();
  toEnd();
}

function sendFile(file, caption) {
  const kind = /^image\/(png|jpeg|gif)$/.test(file.type) ? "photo" : "document";
  const query = new URLSearchParams({ person: state.me, chat: state.chat, name: file.name, caption, kind });
  return post(`file?${query}`, file);
}

async function loadCommands() {
  const { me, chat } = state;
  const commands = await get(`menu?person=${me}&chat=${chat}`).catch(() => []);
  if (me !== state.me || chat !== state.chat) return;
  state.commands = commands;
  $("menu-open").hidden = commands.length === 0;
}

// showMenu offers the commands that a slash at the beginning can become.
function showMenu(all = false) {
  const typed = /^\/(\w*)$/.exec($("text").value);
  const fitting = all ? state.commands : typed ? state.commands.filter((c) => c.command.startsWith(typed[1])) : [];
  $("menu").hidden = fitting.length === 0;
  $("menu").replaceChildren(...fitting.map((c, i) => {
    const row = el("li", { role: "option", "aria-selected": String(i === 0) }, el("b", {}, "/" + c.command), el("span", {}, c.description));
    row.onmousedown = (event) => {
      event.preventDefault();
      sendCommand(c.command);
    };
    row.dataset.command = c.command;
    return row;
  }));
}

function sendCommand(command) {
  $("text").value = "/" + command;
  $("menu").hidden = true;
  send();
}

function moveInMenu(step) {
  const rows = [...$("menu").children];
  const at = rows.findIndex((r) => r.getAttribute("aria-selected") === "true");
  const to = (at + step + rows.length) % rows.length;
  rows.forEach((r, i) => r.setAttribute("aria-selected", String(i === to)));
  rows[to].scrollIntoView({ block: "nearest" });
}

function composerKey(event) {
  if (event.isComposing || event.keyCode === 229) return; // the input method has the key
  const menu = !$("menu").hidden;
  if (menu && (event.key === "ArrowDown" || event.key === "ArrowUp")) moveInMenu(event.key === "ArrowDown" ? 1 : -1);
  else if (menu && (event.key === "Enter" || event.key === "Tab")) sendCommand($("menu").querySelector("[aria-selected=true]").dataset.command);
  else if (event.key === "Enter" && !event.shiftKey) send();
  else if (event.key === "ArrowUp" && !$("text").value && !event.altKey) editLast();
  else return;
  event.preventDefault();
}

function editLast() {
  const mine = messagesOf(state.chat).filter((m) => m.from === state.me && m.kind === "text");
  if (mine.length) setAbout({ kind: "edit", message: mine.at(-1) });
}

// ---- what the others get

const isMine = (event) => event.chat === state.me || event.chat === state.chat;

function showFeed() {
  $("feed").replaceChildren();
  for (const event of state.outgoing.filter((e) => !isMine(e)).slice(-80)) $("feed").prepend(feedItem(event));
  setBadge($("others-unread"), 0);
}

function showFeedItem(event) {
  if (isMine(event)) return;
  const item = feedItem(event);
  item.className = "fresh";
  setTimeout(() => item.classList.remove("fresh"), 6000);
  $("feed").prepend(item);
  while ($("feed").children.length > 120) $("feed").lastChild.remove();
  if (!$("others").classList.contains("open")) setBadge($("others-unread"), Number.parseInt($("others-unread").textContent || 0, 10) + 1);
}

function feedItem({ kind, chat, at, message }) {
  const group = state.groups.get(chat);
  const person = state.people.get(chat);
  const button = el("button", { type: "button" },
    el("b", {}, group ? group.title : fullName(person), el("small", {}, group ? "群" : standing(person))),
    el("time", { dateTime: at }, shortTime(at)),
    el("p", {}, kind === "edited" ? el("em", {}, "改") : null, firstLine(message)));
  button.onclick = () => choose(group ? group.members.includes(state.me) ? state.me : group.members[0] : chat, chat, message.id);
  return el("li", {}, button);
}

// ---- time: shown in the zone in which the server's clock answers, whatever the
// browser's is

let offset = 0; // of that zone, in milliseconds

const local = (at) => new Date(Date.parse(at) + offset).toISOString();
const day = (at) => local(at).slice(0, 10);
const clockTime = (at) => local(at).slice(11, 16);
const month = (at) => Number(local(at).slice(5, 7));
const date = (at) => Number(local(at).slice(8, 10));
const weekday = (at) => "日一二三四五六"[new Date(day(at) + "T00:00:00Z").getUTCDay()];
const dayWords = (at) => `${month(at)}月${date(at)}日 周${weekday(at)}`;
const shortTime = (at) => (day(at) === day(now) ? clockTime(at) : `${month(at)}/${date(at)} ${clockTime(at)}`);

function readZone(at) {
  const zone = /([+-])(\d\d):(\d\d)$/.exec(at);
  offset = zone ? (zone[1] === "-" ? -1 : 1) * (zone[2] * 60 + +zone[3]) * 60000 : 0;
}

let now = "2000-01-01T00:00:00Z";

function showNow(at) {
  if (Date.parse(at) < Date.parse(now)) return;
  now = at;
  $("now").textContent = `${local(at).slice(0, 4)}年${dayWords(at)} ${clockTime(at)}`;
  $("pick-time").min = local(at).slice(0, 16);
  if (!$("later").open) $("pick-time").value = local(at).slice(0, 16);
}

function timeAway(unix) {
  const hours = (unix * 1000 - Date.parse(now)) / 3600000;
  const size = Math.abs(hours) >= 48 ? `${Math.round(Math.abs(hours) / 24)} 天` : `${Math.max(1, Math.round(Math.abs(hours)))} 小时`;
  return hours >= 0 ? `还有 ${size}` : `${size}前`;
}

async function tick() {
  const clock = await get("clock").catch(() => null);
  if (!clock) return;
  readZone(clock.now);
  showNow(clock.now);
  $("moves").hidden = !clock.movable;
  const due = (await get("schedule").catch(() => [])).filter((d) => Date.parse(d.at) > Date.parse(clock.now))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).slice(0, 12);
  $("next").hidden = $("due-title").hidden = due.length === 0;
  if (due.length) {
    $("next").replaceChildren("到下一项", el("small", {}, `${due[0].what} ${shortTime(due[0].at)}`));
    $("next").title = `${due[0].what}，${dayWords(due[0].at)} ${clockTime(due[0].at)}`;
  }
  $("due").replaceChildren(...due.map((d) => {
    const go = el("button", { type: "button" }, el("time", {}, `${dayWords(d.at)} ${clockTime(d.at)}`), d.what);
    go.onclick = () => moveTo(d.at);
    return el("li", {}, go);
  }));
}

async function moveTo(to) {
  $("later").open = false;
  for (const button of $("moves").querySelectorAll("button")) button.disabled = true;
  const clock = await attempt("没能走到那时", () => post("clock", { to }));
  for (const button of $("moves").querySelectorAll("button")) button.disabled = false;
  if (clock) toast(`到了${dayWords(clock.now)} ${clockTime(clock.now)}`);
  tick();
}

// ---- the rest of the frame

async function showIntro() {
  const intro = await get("intro").catch(() => null);
  if (!intro?.steps?.length || sessionStorage.getItem("intro") === intro.title) return;
  let at = 0;
  const show = (to) => {
    at = Math.min(Math.max(to, 0), intro.steps.length - 1);
    $("intro-step").textContent = intro.steps[at].text;
    $("intro-at").textContent = `${at + 1}/${intro.steps.length}`;
    $("intro-try").hidden = !intro.steps[at].person;
    $("intro-before").disabled = at === 0;
    $("intro-after").disabled = at === intro.steps.length - 1;
  };
  $("intro-title").textContent = intro.title;
  $("intro-before").onclick = () => show(at - 1);
  $("intro-after").onclick = () => show(at + 1);
  $("intro-try").onclick = () => {
    choose(intro.steps[at].person, intro.steps[at].chat);
    $("text").value = intro.steps[at].say ?? "";
    showMenu();
  };
  $("intro-close").onclick = () => {
    $("intro").hidden = true;
    sessionStorage.setItem("intro", intro.title);
  };
  show(0);
  $("intro").hidden = false;
}

function toast(text, className = "") {
  const node = el("div", { className }, text);
  $("toasts").append(node);
  setTimeout(() => node.remove(), className ? 6000 : 3200);
}

function openDrawer(id, by) {
  closeDrawers();
  $(id).classList.add("open");
  by.setAttribute("aria-expanded", "true");
  $("shade").hidden = false;
  if (id === "others") setBadge($("others-unread"), 0);
}

function closeDrawers() {
  for (const id of ["people", "others"]) $(id).classList.remove("open");
  for (const id of ["open-people", "open-others"]) $(id).setAttribute("aria-expanded", "false");
  $("shade").hidden = true;
}

function stepPerson(step) {
  const rows = [...document.querySelectorAll(".person")];
  const at = rows.findIndex((r) => r.getAttribute("aria-current") === "true");
  const row = rows[(at + step + rows.length) % rows.length];
  if (!row) return;
  choose(Number(row.dataset.person));
}

function pageKey(event) {
  if (event.key === "Escape") {
    closeDrawers();
    $("later").open = false;
    $("menu").hidden = true;
    setAbout(null);
  } else if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    stepPerson(event.key === "ArrowDown" ? 1 : -1);
    event.preventDefault();
  } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    if (matchMedia("(max-width: 720px)").matches) openDrawer("people", $("open-people"));
    $("find").focus();
    event.preventDefault();
  }
}

function tabKey(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const all = chatsOf(state.me);
  choose(state.me, all[(all.indexOf(state.chat) + step + all.length) % all.length]);
  $("tabs").querySelector("[aria-selected=true]").focus();
}

function wire() {
  document.addEventListener("keydown", pageKey);
  document.addEventListener("click", (event) => $("later").contains(event.target) || ($("later").open = false));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    state.unread.delete(`${state.me} ${state.chat}`);
    showUnread();
  });
  window.addEventListener("hashchange", readPlace);
  $("tabs").onkeydown = tabKey;
  $("find").oninput = showPeople;
  $("open-people").onclick = () => openDrawer("people", $("open-people"));
  $("open-others").onclick = () => openDrawer("others", $("open-others"));
  $("others-close").onclick = $("shade").onclick = closeDrawers;
  for (const button of document.querySelectorAll("#moves > button")) button.onclick = () => moveTo(button.dataset.to);
  $("pick").onsubmit = (event) => {
    event.preventDefault();
    moveTo($("pick-time").value);
  };
  $("start").querySelector("button").onclick = () => attempt("没能开始", () => post("start", { person: state.me }));
  $("messages").onscroll = () => { $("to-end").hidden = sticky = isAtEnd(); };
  new ResizeObserver(() => sticky && toEnd()).observe($("messages"));
  $("messages").addEventListener("load", () => sticky && toEnd(), true);
  $("to-end").onclick = toEnd;
  wireComposer();
}

function wireComposer() {
  $("composer").onsubmit = (event) => {
    event.preventDefault();
    send();
  };
  $("text").onkeydown = composerKey;
  $("text").oninput = () => showMenu();
  $("text").onblur = () => { $("menu").hidden = true; };
  $("text").onpaste = (event) => {
    const file = event.clipboardData.files[0];
    if (!file) return;
    event.preventDefault();
    setAbout({ kind: "file", file });
  };
  $("menu-open").onclick = () => {
    $("text").focus();
    showMenu($("menu").hidden);
  };
  $("about-close").onclick = () => setAbout(null);
  $("attach").onclick = () => $("file").click();
  $("file").onchange = () => {
    if ($("file").files[0]) setAbout({ kind: "file", file: $("file").files[0] });
    $("file").value = "";
  };
  wireDrop();
}

function wireDrop() {
  const chat = $("chat");
  let depth = 0; // enter and leave come for each child too
  chat.ondragenter = (event) => {
    event.preventDefault();
    depth++;
    $("drop").hidden = false;
  };
  chat.ondragover = (event) => event.preventDefault();
  chat.ondragleave = () => { $("drop").hidden = --depth > 0; };
  chat.ondrop = (event) => {
    event.preventDefault();
    depth = 0;
    $("drop").hidden = true;
    if (event.dataTransfer.files[0]) setAbout({ kind: "file", file: event.dataTransfer.files[0] });
  };
}

wire();
begin().catch((error) => toast(`打不开：${error.message}`, "wrong"));
