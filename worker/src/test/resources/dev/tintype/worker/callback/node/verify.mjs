// Reads {secret, headers, body} from standard input and says which libraries verify it, one name a line.
import { readFileSync } from "node:fs";
import { Webhook as Standard } from "standardwebhooks";
import { Webhook as Svix } from "svix";

const { secret, headers, body } = JSON.parse(readFileSync(0, "utf8"));
for (const [name, Webhook] of [["standardwebhooks", Standard], ["svix", Svix]]) {
  try {
    new Webhook(secret).verify(body, headers);
    console.log(name);
  } catch (error) {
    console.error(`${name}: ${error.message}`);
  }
}
