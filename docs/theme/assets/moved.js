// An address of an earlier edition: to the page, and the heading, where its text stands today.
const { targets, page } = document.currentScript.dataset;
location.replace(JSON.parse(targets)[decodeURIComponent(location.hash.slice(1))] ?? page);
