// What people have typed and nobody has saved: the browser's own leave-page warning while there is any, and saving it
// as a draft where the page can (its button that saves without finishing is marked data-keeps).

const written = (form) => JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value.name ?? value]))

export function watchUnsaved () {
  const forms = new Map([...document.querySelectorAll('main form[method="post"]')].map((form) => [form, written(form)]))
  let leaving = false
  const unsaved = () => leaving ? [] : [...forms].filter(([form, saved]) => written(form) !== saved).map(([form]) => form)

  // Presses that button behind the page's back, then asks for the page again: what the page holds now is what the
  // server has kept, and its version is the one to go on from.
  async function keep (form) {
    const button = form.querySelector('[data-keeps]')
    const typed = written(form)
    if (!button) return false
    await fetch(form.action, { method: 'POST', body: new FormData(form, button), redirect: 'manual', keepalive: true })
    const page = await fetch(location.href)
    const kept = new DOMParser().parseFromString(await page.text(), 'text/html').querySelector('main [name="version"]')
    const version = form.elements.version
    if (!page.ok || page.redirected || !kept || kept.value === version.value) return false
    const nothingSince = written(form) === typed
    version.value = kept.value
    if (nothingSince) forms.set(form, written(form))
    return true
  }

  for (const form of forms.keys()) form.addEventListener('submit', () => { leaving = true })
  addEventListener('beforeunload', (event) => { if (unsaved().length) event.preventDefault() })

  return {
    any: () => unsaved().length > 0,
    keep: async () => (await Promise.all(unsaved().map((form) => keep(form).catch(() => false)))).every(Boolean),
    leave: () => { leaving = true }
  }
}
