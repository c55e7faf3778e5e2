import type { PageAction, PageElement, PageSection } from '../../api/plugin-pages.js';

const reads = (action: PageAction): boolean => action.method === 'GET';

/** The elements of a page without what changes something: for readers whose role the hub would refuse. */
export function readOnlyElements(elements: readonly PageElement[]): PageElement[] {
  return elements.map(withoutChanges).filter((element) => element !== undefined);
}

function withoutChanges(element: PageElement): PageElement | undefined {
  switch (element.type) {
    case 'form':
    case 'upload':
      return undefined;
    case 'action':
      return reads(element as unknown as PageAction) ? element : undefined;
    case 'table':
    case 'detail':
      return { ...without(element, ['create', 'edit']), ...readActions(element, ['row_actions', 'bulk_actions', 'actions']) };
    case 'section': {
      const inner = (element as PageSection).elements ?? [];
      const left = readOnlyElements(inner);
      return inner.length > 0 && left.length === 0 ? undefined : { ...element, elements: left };
    }
    case 'tabs':
      return { ...element, tabs: ((element['tabs'] as PageSection[] | undefined) ?? []).map((tab) => ({ ...tab, elements: readOnlyElements(tab.elements ?? []) })) };
    default:
      return element;
  }
}

function without(element: PageElement, names: readonly string[]): PageElement {
  return Object.fromEntries(Object.entries(element).filter(([name]) => !names.includes(name)));
}

function readActions(element: PageElement, names: readonly string[]): PageElement {
  return Object.fromEntries(names.filter((name) => element[name] !== undefined).map((name) => [name, (element[name] as PageAction[]).filter(reads)]));
}
