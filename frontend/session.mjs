// Warns before an idle session ends, keeps it when asked, and leaves the page when it is over. The native dialog
// brings the focus trap, the inert page and Escape. The open tabs of one browser share one clock.

const minute = 60_000
const words = (left) => left > minute ? `${Math.ceil(left / minute)} minutes` : left > minute - 1000 ? '1 minute' : `${Math.ceil(left / 1000)} seconds`

export function session (unsaved) {
  const dialog = document.getElementById('session')
  if (!dialog) return
  const { idle, warn, keepAlive, ended } = dialog.dataset
  const part = (name) => dialog.querySelector(`[data-session-${name}]`)
  const tabs = new BroadcastChannel('session')
  let lastUsed, lastSaid

  const used = () => { lastUsed = Date.now(); lastSaid = undefined; if (dialog.open) dialog.close() }
  const leave = () => { unsaved.leave(); location.assign(`${ended}?next=${encodeURIComponent(location.pathname + location.search)}`) }
  const stay = async () => {
    const token = document.querySelector('[name="csrfmiddlewaretoken"]')
    const answer = await fetch(keepAlive, { method: 'POST', headers: { 'X-CSRFToken': token.value } }).catch(() => null)
    if (!answer) { part('said').textContent = 'No connection. Try again.'; return }
    if (!answer.ok || answer.redirected) { leave(); return }
    used()
    tabs.postMessage('used')
  }
  const look = () => {
    const left = lastUsed + idle * 1000 - Date.now()
    if (left <= 0) { leave(); return }
    if (left > (idle - warn) * 1000) return
    part('left').textContent = words(left)
    part('unsaved').hidden = !unsaved.any()
    if (!dialog.open) dialog.showModal()
    const minutes = Math.ceil(left / minute)
    if (minutes !== lastSaid) { lastSaid = minutes; part('said').textContent = `You will be signed out in ${words(left)}` }
  }

  part('stay').addEventListener('click', stay)
  dialog.addEventListener('cancel', (event) => { event.preventDefault(); stay() })
  tabs.addEventListener('message', used)
  used()
  tabs.postMessage('used')
  setInterval(look, 1000)
}
