import { generateKeyPairSync, sign } from "node:crypto";

/** PEM texts of a self-signed certificate for `localhost` and 127.0.0.1, and of its key. */
export function selfSigned(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const commonName = sequence(hex("0603550403"), der(0x0c, Buffer.from("localhost")));
  const name = sequence(der(0x31, commonName));
  const validity = sequence(
    der(0x17, Buffer.from("200101000000Z")),
    der(0x18, Buffer.from("29991231235959Z")),
  );
  const names = sequence(der(0x82, Buffer.from("localhost")), der(0x87, hex("7f000001")));
  const alternatives = sequence(hex("0603551d11"), der(0x04, names));
  const body = sequence(
    der(0xa0, hex("020102")),
    hex("020101"),
    ECDSA_SHA256,
    ...[name, validity, name],
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(alternatives)),
  );
  const signature = Buffer.concat([hex("00"), sign("sha256", body, privateKey)]);
  const base64 = sequence(body, ECDSA_SHA256, der(0x03, signature)).toString("base64");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`,
  };
}

const hex = (text: string) => Buffer.from(text, "hex");
const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
const ECDSA_SHA256 = sequence(hex("06082a8648ce3d040302"));

/** One value in ASN.1's distinguished encoding. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
