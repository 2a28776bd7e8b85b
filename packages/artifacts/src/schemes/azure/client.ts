import { invalidParameter, MillraceError } from "@millrace/contract";
import type { BlobServiceClient, ContainerClient } from "@azure/storage-blob";
import type { ArtifactOptions, AzureSettings } from "../../options.ts";
import { loadSdk } from "../../sdk.ts";

/** Only Azure's own hosts are asked, in any of its clouds: a URI must not send the account's keys elsewhere. */
const HOST = /^([a-z0-9]{3,24})\.(?:blob|dfs)\.(core\.(?:windows\.net|chinacloudapi\.cn|usgovcloudapi\.net))$/;

const load = () => import("@azure/storage-blob");

type Sdk = Awaited<ReturnType<typeof load>>;

/** A container, the library, and whether the server has the account's key to sign with. */
export interface AzureContainer {
  readonly sdk: Sdk;
  readonly container: ContainerClient;
  readonly hasKey: boolean;
}

/**
 * A client for a container of the account that the host of a URI names.
 * @throws {MillraceError} as `openAzureStore`
 */
export async function azureContainer(
  container: string,
  host: string,
  { azure = {} }: ArtifactOptions,
): Promise<AzureContainer> {
  const [, account, cloud] = HOST.exec(host) ?? [];
  if (account === undefined || cloud === undefined) {
    throw invalidParameter(`"${host}" is not a host of Azure Blob Storage, such as account.blob.core.windows.net.`);
  }
  const sdk = await loadSdk("@azure/storage-blob", load);
  const client = service(sdk, account, `https://${account}.blob.${cloud}`, azure);
  const hasKey = client.credential instanceof sdk.StorageSharedKeyCredential;
  return { sdk, container: client.getContainerClient(container), hasKey };
}

function service(sdk: Sdk, account: string, address: string, settings: AzureSettings): BlobServiceClient {
  const { connectionString, accountKey, sasToken } = settings;
  if (connectionString !== undefined) {
    const client = sdk.BlobServiceClient.fromConnectionString(connectionString);
    if (client.accountName === account) return client;
  }
  if (accountKey !== undefined) {
    return new sdk.BlobServiceClient(address, new sdk.StorageSharedKeyCredential(account, accountKey));
  }
  if (sasToken !== undefined) return new sdk.BlobServiceClient(`${address}?${sasToken}`);
  throw new MillraceError(
    "PERMISSION_DENIED",
    `The server has no credentials for the Azure account "${account}": set AZURE_STORAGE_CONNECTION_STRING, ` +
      "AZURE_STORAGE_ACCESS_KEY or AZURE_STORAGE_SAS_TOKEN.",
  );
}
