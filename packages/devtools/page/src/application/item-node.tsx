import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { memo, type ReactNode } from 'react';
import type { Item } from './application-index.js';

export type ItemFlowNode = Node<{ readonly item: Item }, 'item'>;

export const ItemNode = memo(function ItemNode({ data: { item } }: NodeProps<ItemFlowNode>): ReactNode {
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <div className={`node node-${item.kind}`} title={item.name}>
        <span className="node-name">{item.name}</span>
        <span className="node-detail">{[item.kind, item.detail].filter(Boolean).join(' · ')}</span>
      </div>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </>
  );
});
