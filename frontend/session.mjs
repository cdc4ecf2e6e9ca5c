// Warns before an idle session ends, saving what was typed where the page can; keeps the session when asked, and signs
// out when it is over. The native dialog brings the focus trap, the inert page and Escape. The open tabs of one browser
// share one clock.

const minute = 60_000
const words = (left) => left > minute ? `${Math.ceil(left / minute)} minutes` : left > minute - 1000 ? '1 minute' : `${Math.ceil(left / 1000)} seconds`

export function session (unsaved) {
  const dialog = document.getElementById('session')
  if (!dialog) return
  const { idle, warn, keepAlive, signOut, ended } = dialog.dataset
  const part = (name) => dialog.querySelector(`[data-session-${name}]`)
  const tabs = new BroadcastChannel('session')
  let lastUsed, lastSaid

  const used = () => { lastUsed = Date.now(); lastSaid = undefined; if (dialog.open) dialog.close() }
  const send = (address) => {
    const token = document.querySelector('[name="csrfmiddlewaretoken"]').value
    return fetch(address, { method: 'POST', headers: { 'X-CSRFToken': token }, redirect: 'manual' }).catch(() => null)
  }
  // The server's clock may have been wound by another page or by saving a draft, so the end is said to it too.
  const leave = async () => {
    clearInterval(ticking)
    unsaved.leave()
    await send(signOut)
    location.assign(`${ended}?next=${encodeURIComponent(location.pathname + location.search)}`)
  }
  const warnOfEnd = async () => {
    dialog.showModal()
    const typed = unsaved.any()
    const kept = typed && await unsaved.keep()
    part('kept').hidden = !kept
    part('unsaved').hidden = !typed || kept
  }
  const stay = async () => {
    const answer = await send(keepAlive)
    if (!answer) { part('said').textContent = 'No connection. Try again.'; return }
    if (!answer.ok) { leave(); return }
    used()
    tabs.postMessage('used')
  }
  const look = () => {
    const left = lastUsed + idle * 1000 - Date.now()
    if (left <= 0) { leave(); return }
    if (left > (idle - warn) * 1000) return
    part('left').textContent = words(left)
    if (!dialog.open) warnOfEnd()
    const minutes = Math.ceil(left / minute)
    if (minutes !== lastSaid) { lastSaid = minutes; part('said').textContent = `You will be signed out in ${words(left)}` }
  }

  part('stay').addEventListener('click', stay)
  dialog.addEventListener('cancel', (event) => { event.preventDefault(); stay() })
  tabs.addEventListener('message', used)
  used()
  tabs.postMessage('used')
  const ticking = setInterval(look, 1000)
}
