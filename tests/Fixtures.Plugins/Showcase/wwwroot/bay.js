/** How full a bay is, as a row of boxes. */
class ShowcaseBay extends HTMLElement {
  connectedCallback() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const all = Number(this.getAttribute('boxes') ?? 10);
    root.innerHTML = '<style>:host{display:grid;gap:.4rem;font:inherit;color:var(--text)}div{display:flex;flex-wrap:wrap;gap:.35rem}'
      + 'i{width:1.6rem;height:1.6rem;border-radius:4px;background:var(--surface-3)}i.full{background:var(--accent)}</style><p></p><div></div>';
    fetch(`${this.hub.api}bay`).then((answer) => answer.json()).then(({ full }) => {
      root.querySelector('p').textContent = `${full} of ${all} boxes are full.`;
      root.querySelector('div').replaceChildren(...Array.from({ length: all }, (_, i) => {
        const box = document.createElement('i');
        box.className = i < full ? 'full' : '';
        return box;
      }));
    });
  }
}
customElements.get('showcase-bay') ?? customElements.define('showcase-bay', ShowcaseBay);
