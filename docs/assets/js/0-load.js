// Loads a script or a style sheet once. A load that fails is forgotten: the next time it may be had.
const planbookLoad = (() => {
  //** @type {Map<string, Promise<HTMLScriptElement | HTMLLinkElement>>} */
  const loads = new Map(); // by address
  //** @param {string} address */
  const elementOf = (address) => {
    if (!address.endsWith(".css")) return Object.assign(document.createElement("script"), { src: address });
    return Object.assign(document.createElement("link"), { rel: "stylesheet", href: address });
  };
  //** @type {(address: string) => Promise<HTMLScriptElement | HTMLLinkElement>} */
  return (address) => {
    const element = elementOf(address);
    const load = loads.get(address) ?? new Promise((resolve, reject) => {
      element.onload = () => resolve(element);
      element.onerror = (error) => {
        loads.delete(address);
        element.remove();
        reject(error);
      };
      document.head.append(element);
    });
    loads.set(address, load);
    return load;
  };
})();
