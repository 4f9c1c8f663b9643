// What the pages can do beyond forms and links. Everything works without it.
import { keys } from "./keys.js";
import { linkPlaces } from "./places.js";
import { selection } from "./selection.js";
import { limits } from "./limits.js";
import { queue } from "./queue.js";
import { source } from "./source.js";
import { tabs } from "./tabs.js";
import { drafts } from "./drafts.js";
import { holdForms } from "./connection.js";
import { live } from "./live.js";

keys();
limits();
queue();
linkPlaces();
selection();
tabs();
source();
holdForms();
drafts();
live();
