import type { Page } from 'playwright-core'

/** What the element with the focus is called: by its label, by what labels it, or by its text. */
const focusedName = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const here = document.activeElement as HTMLInputElement | null
    const labelled = here?.getAttribute('aria-labelledby')?.split(' ') ?? []
    const texts = [
      here?.getAttribute('aria-label'),
      ...labelled.map((id) => document.getElementById(id)?.textContent),
      ...[...(here?.labels ?? [])].map((label) => label.textContent),
      here?.textContent
    ]
    return texts.find((text) => (text ?? '').trim() !== '')?.trim() ?? ''
  })

const pressesMost = 200

/** Presses Tab until what has the focus is called so, and is to be seen. A page where it cannot be reached fails. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const passed: string[] = []
  for (let i = 0; i < pressesMost; i++) {
    await page.keyboard.press('Tab')
    const found = await focusedName(page)
    if (typeof name === 'string' ? found === name : name.test(found)) {
      if (!(await page.locator(':focus').isVisible()))
        throw new Error(`${found} has the focus and is not seen`)
      return
    }
    passed.push(found.slice(0, 40))
  }
  throw new Error(`${String(name)} cannot be reached with Tab. Passed: ${[...new Set(passed)].join(' | ')}`)
}

/** Goes to something with Tab, and presses Enter on it. */
export async function open(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, name)
  await page.keyboard.press('Enter')
}

/** Goes to a field with Tab, and types. */
export async function typeInto(page: Page, name: string | RegExp, text: string): Promise<void> {
  await tabTo(page, name)
  await page.keyboard.type(text)
}

/** Whether the focus is on something that is called so. */
export const isOn = async (page: Page, name: string | RegExp): Promise<boolean> => {
  const found = await focusedName(page)
  return typeof name === 'string' ? found === name : name.test(found)
}
