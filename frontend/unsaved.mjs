// What people have typed and nobody has saved: the browser's own leave-page warning while there is any, and keeping it
// for them where the page can (its form is marked data-holds, or it saves itself).

const bookkeeping = new Set(['csrfmiddlewaretoken', 'version', 'turn'])
const written = (form) => JSON.stringify([...new FormData(form)].filter(([name]) => !bookkeeping.has(name)).map(([name, value]) => [name, value.name ?? value]))

export function watchUnsaved () {
  const forms = new Map([...document.querySelectorAll('main form[method="post"]')].map((form) => [form, written(form)]))
  const keepers = new Map()
  let leaving = false
  const differs = (form) => written(form) !== forms.get(form)
  const unsaved = () => leaving ? [] : [...forms.keys()].filter(differs)

  // The server holds what stands in the boxes, right or wrong, and puts it back into them.
  async function hold (form) {
    if (!('holds' in form.dataset)) return false
    const typed = written(form)
    const body = new FormData(form)
    body.set('do', 'hold')
    const answer = await fetch(form.action, { method: 'POST', body, redirect: 'manual' })
    if (answer.ok) forms.set(form, typed)
    return answer.ok
  }
  const keep = (form) => (keepers.get(form) ?? hold)(form).catch(() => false)

  for (const form of forms.keys()) form.addEventListener('submit', () => { leaving = true })
  addEventListener('beforeunload', (event) => { if (unsaved().length) event.preventDefault() })

  return {
    any: () => unsaved().length > 0,
    keep: async () => (await Promise.all(unsaved().map(keep))).every(Boolean),
    leave: () => { leaving = true },
    written,
    differs,
    settle: (form, typed) => forms.set(form, typed),
    register: (form, keeper) => keepers.set(form, keeper)
  }
}
