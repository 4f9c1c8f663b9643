// What the pages can do beyond forms and links. Everything works without it.
import { keys } from "./keys.js";
import { linkPlaces } from "./places.js";
import { selection } from "./selection.js";
import { limits } from "./limits.js";
import { queue } from "./queue.js";
import { source } from "./source.js";
import { tabs } from "./tabs.js";

keys();
limits();
queue();
linkPlaces();
selection();
tabs();
source();
